import type { Role } from '../../shared/visitor.js';

export interface DemoPerson {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** name of this person on the sign-in page */
  readonly label: string;
}

/** Demo accounts, created by the demo's seed and offered on its sign-in page. The last one belongs to a second reseller. */
export const DEMO_PASSWORD = 'demo-demo-demo';
export const DEMO_PEOPLE = [
  { email: 'admin@demo.example', name: 'Ada Adeyemi', role: 'admin', label: 'Reseller admin' },
  { email: 'auditor@demo.example', name: 'Otto Lindqvist', role: 'auditor', label: 'Auditor' },
  { email: 'client@demo.example', name: 'Carla Moreno', role: 'client-admin', label: 'Client admin' },
  { email: 'admin@other.example', name: 'Oren Katz', role: 'admin', label: 'Admin of another reseller' },
] as const satisfies readonly DemoPerson[];
