// Serves until it is ended; says READY when it answers.
require('reflect-metadata');
const { bootstrap, JobQueueService } = require('@vendure/core');
const { config } = require('./config');

bootstrap(config)
  .then(app => app.get(JobQueueService).start())
  .then(() => console.log('READY'))
  .catch(error => { console.error(error); process.exit(1); });
