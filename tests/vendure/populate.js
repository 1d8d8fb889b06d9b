// Lays out an empty database once: a zone with Thai VAT, a way to send, a way to pay.
require('reflect-metadata');
const { populate } = require('@vendure/core/cli');
const { bootstrap, LanguageCode } = require('@vendure/core');
const { config } = require('./config');

const first = {
  defaultLanguage: LanguageCode.th,
  defaultZone: 'Asia',
  taxRates: [{ name: 'VAT 7%', percentage: 7 }],
  shippingMethods: [{ name: 'Thailand Post EMS', price: 5000 }],
  paymentMethods: [{ name: 'Test', handler: { code: 'dummy-payment-handler', arguments: [{ name: 'automaticSettle', value: 'true' }] } }],
  countries: [{ name: 'Thailand', code: 'TH', zone: 'Asia' }],
  collections: [],
};

populate(() => bootstrap(config), first)
  .then(app => app.close())
  .then(() => process.exit(0))
  .catch(error => { console.error(error); process.exit(1); });
