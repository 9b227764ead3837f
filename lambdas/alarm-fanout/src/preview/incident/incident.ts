import { fieldsOf } from '../json.ts';
import type { Look } from '../look.ts';
import { alertLook } from './alert.ts';
import { eventLook } from './event.ts';
import { INCIDENT_STYLE } from './style.ts';

/** What systems of incidents make of what they are sent. */
export const incident: Look = {
  style: INCIDENT_STYLE,
  show: ({ name, body }, { pictures }) => {
    const fields = fieldsOf(body);
    return 'event_action' in fields ? eventLook(fields, pictures) : alertLook(fields, name);
  },
};
