// A Vendure server as a co-op runs it, for the tests: SQLite, no mail, photos kept in memory.
const {
  DefaultJobQueuePlugin, DefaultLogger, LanguageCode, LogLevel, dummyPaymentHandler,
} = require('@vendure/core');
const fs = require('fs');
const path = require('path');
const { Readable } = require('stream');

class PhotosInMemory {
  constructor() { this.files = new Map(); }
  async writeFileFromBuffer(name, data) { this.files.set(name, data); return name; }
  async writeFileFromStream(name, stream) {
    const parts = [];
    for await (const part of stream) parts.push(part);
    return this.writeFileFromBuffer(name, Buffer.concat(parts));
  }
  async readFileToBuffer(name) { return this.files.get(name) || Buffer.alloc(0); }
  async readFileToStream(name) { return Readable.from(await this.readFileToBuffer(name)); }
  async deleteFile(name) { this.files.delete(name); }
  async fileExists(name) { return this.files.has(name); }
}

// SQLite compiled for this machine, where it was (at night: it takes minutes); else SQLite in WebAssembly, which writes
// the whole file at each change: beside it and then in its place, so that a server that is killed leaves a whole one.
function kept(database) {
  if (fs.existsSync(path.join(__dirname, 'node_modules/better-sqlite3/build/Release/better_sqlite3.node'))) {
    return { type: 'better-sqlite3', database };
  }
  const autoSaveCallback = data => {
    fs.writeFileSync(`${database}.new`, data);
    fs.renameSync(`${database}.new`, database);
  };
  return { type: 'sqljs', location: database, autoSave: true, autoSaveCallback };
}

exports.config = {
  apiOptions: { port: Number(process.env.PORT), hostname: '127.0.0.1', adminApiPath: 'admin-api', shopApiPath: 'shop-api' },
  defaultLanguageCode: LanguageCode.th,
  authOptions: {
    tokenMethod: ['bearer', 'cookie'],
    requireVerification: false,
    cookieOptions: { secret: 'test' },
    superadminCredentials: { identifier: 'superadmin', password: 'superadmin' },
  },
  dbConnectionOptions: { ...kept(process.env.SQLITE), synchronize: process.env.LAY_OUT === '1' },
  logger: new DefaultLogger({ level: LogLevel.Warn }),
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  assetOptions: { assetStorageStrategy: new PhotosInMemory(), assetPreviewStrategy: { generatePreviewImage: async (_ctx, _kind, data) => data } },
  plugins: [DefaultJobQueuePlugin.init({ useDatabaseForBuffer: false, pollInterval: 1000 })],
};
