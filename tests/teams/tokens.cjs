// What Microsoft's own validator says of tokens: node tokens.cjs FILE, where FILE holds {keys, appId, cases: [{name, header, serviceUrl,
// channelId}]}. Prints one JSON object, name -> true where it is believed.
const fs = require('fs');
const http = require('http');
const { AuthenticationConstants, ChannelValidation, EmulatorValidation, SimpleCredentialProvider } = require('botframework-connector');

const { keys, appId, cases } = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const server = http.createServer((request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(request.url === '/keys' ? { keys } : { issuer: 'https://api.botframework.com', jwks_uri: `http://127.0.0.1:${server.address().port}/keys` }));
});

server.listen(0, '127.0.0.1', async () => {
  ChannelValidation.OpenIdMetadataEndpoint = AuthenticationConstants.ToBotFromEmulatorOpenIdMetadataUrl = `http://127.0.0.1:${server.address().port}/metadata`;
  const credentials = new SimpleCredentialProvider(appId, '');
  const verdicts = {};
  for (const { name, header, serviceUrl, channelId } of cases) {
    try {
      const claims = EmulatorValidation.isTokenFromEmulator(header)
        ? await EmulatorValidation.authenticateEmulatorToken(header, credentials, '', channelId)
        : await ChannelValidation.authenticateChannelTokenWithServiceUrl(header, credentials, serviceUrl, channelId);
      verdicts[name] = claims.isAuthenticated === true;
    } catch {
      verdicts[name] = false;
    }
  }
  console.log(JSON.stringify(verdicts));
  server.close();
  process.exit(0);
});
