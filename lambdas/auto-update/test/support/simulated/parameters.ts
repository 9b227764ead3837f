import type { AwsCalls } from '../../../src/aws/calls.ts';
import { refusal } from './refusal.ts';
import type { World } from './world.ts';

/** Parameters of SSM, topics, and alarms of CloudWatch. */
export function parameterCalls(world: World): Pick<AwsCalls, 'getParameter' | 'putParameter' | 'publish'> {
  return {
    async getParameter({ Name = '' }) {
      const value = world.parameters.get(Name);
      if (value === undefined) throw refusal('ParameterNotFound', `no parameter ${Name}`);
      return { Parameter: { Name, Value: value, Type: 'String' } };
    },
    async putParameter({ Name = '', Value = '', Overwrite }) {
      if (world.parameters.has(Name) && Overwrite !== true)
        throw refusal('ParameterAlreadyExists', `there is a parameter ${Name}`);
      if (Value === '') throw refusal('ValidationException', 'Value has to have 1 or more characters');
      world.parameters.set(Name, Value);
      return { Version: 1 };
    },
    async publish({ TopicArn = '', Message = '' }) {
      const told = world.topics.get(TopicArn);
      if (told === undefined) throw refusal('NotFound', 'Topic does not exist', 404);
      if (Buffer.byteLength(Message) > 262_144) throw refusal('InvalidParameter', 'Message too long');
      told.push(Message);
      return { MessageId: '00000000-0000-4000-8000-000000000000' };
    },
  };
}
