/** Another service could not be asked; nothing is known of it but that. The caller of ours is told to come again. */
export class ServiceUnavailable extends Error {
  constructor(
    readonly service: string,
    options?: ErrorOptions,
  ) {
    super(`${service} cannot be asked`, options);
    this.name = 'ServiceUnavailable';
  }
}
