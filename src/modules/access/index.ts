export { AccessModule } from './access.module.js';
export { createAuth } from './auth.js';
export { DoneAgain, type DoAgain } from './kept-form/done-again.js';
export type { KeptForm } from './kept-form/kept-form.js';
export { KeptForms } from './kept-form/kept-forms.js';
export { DEMO_PASSWORD, DEMO_PEOPLE } from './demo.js';
export { PortalUsers, type NewPortalUser } from './portal-users.js';
export { Sessions } from './sessions.js';
export { SignInPages } from './sign-in-pages.js';
