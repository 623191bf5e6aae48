// Loaded into Jest and its workers by --import. A worker that has run the suite takes over half a second to free its heap on a busy machine,
// and Jest then kills it and says that its tests leak. A worker whose event loop is empty has nothing left to do: it ends here, and a
// test that does keep the loop busy is still reported. Jest's own process sets its exit code as it ends, and is left alone.
if (process.env.JEST_WORKER_ID) process.once('exit', () => process.exit());
