import { hash } from 'node:crypto';

/** DynamoDB's keys have at most 2,048 bytes; characters have up to four. */
const LONGEST_SUBJECT = 450;

/** Of what is known of a destination. */
export function laneKey(destination: string): string {
  return `lane#${destination}`;
}

/** Of what a destination has been told of a subject. */
export function subjectKey(destination: string, subject: string): string {
  const name = subject.length <= LONGEST_SUBJECT ? subject : hash('sha256', subject);
  return `to#${destination}#${name}`;
}
