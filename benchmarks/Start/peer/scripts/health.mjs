// One route, so that both bots are asked the same: a request that is answered with 200.
export default async robot => {
  robot.router.get('/health', (request, response) => response.json({ status: 'ok' }))
}
