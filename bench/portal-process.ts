import '../src/main.js';

/** The portal as it is started for real, which besides says how much memory it has ever taken (kibibytes) when it is asked. */
process.on('message', () => process.send?.(process.resourceUsage().maxRSS));
