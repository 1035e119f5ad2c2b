/**
 * A list that an upsert adds to the list that is stored, instead of putting it in its place. Anywhere else it is a list
 * like any other, in JSON too.
 */
export class AppendedList extends Array<unknown> {}
