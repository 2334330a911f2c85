import type { Projection, ProjectionListener } from './projection.js';

/** Where the read model is made: in threads of their own in the product. */
export interface Projector {
  follow(listener: ProjectionListener): Projection;
}
