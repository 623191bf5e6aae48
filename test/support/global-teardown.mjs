export { tidyUp as default } from './global-setup.mjs';
