/** Path of the policies of groups, by which the permissions boundary knows them. */
export const GROUP_POLICY_PATH = '/groups/';
