console.log('serin')
