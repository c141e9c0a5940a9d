using AgentBus.Client;

namespace AgentBus.Load.Traffic;

/// <summary>
/// Publishes without pause until it is stopped, through crashes and restarts of the bus. A process of its own, so that nothing which dies with
/// the bus can take its books along.
/// </summary>
internal static class TrafficCommand
{
    private const int Sizes = 8;

    public static async Task RunAsync(ReadOnlyMemory<string> arguments, CancellationToken cancellationToken)
    {
        var options = TrafficOptions.Parse(arguments.Span);
        await using var ledger = new ReceiptLedger(options.LedgerFile);
        var writing = ledger.WriteAsync();
        var tokens = await File.ReadAllLinesAsync(options.TokensFile, cancellationToken);
        await Task.WhenAll(tokens.Select((token, i) => PublishAsync(options, token, options.Channels[i % options.Channels.Count], ledger, cancellationToken)));
        ledger.Complete();
        await writing;
    }

    private static async Task PublishAsync(TrafficOptions options, string token, string channel, ReceiptLedger ledger, CancellationToken cancellationToken)
    {
        await using var client = await AgentBusClient.ConnectAsync(
            new AgentBusOptions { Uri = options.Url, Token = token, ReconnectMaxDelay = TimeSpan.FromMilliseconds(500), ConnectTimeout = TimeSpan.FromSeconds(30) },
            cancellationToken);
        var lanes = Enumerable.Range(0, options.Outstanding).Select(lane => LaneAsync(client, options, channel, lane, ledger, cancellationToken));
        await Task.WhenAll(lanes);
    }

    /// <summary>Messages of many sizes: a group of writes takes longer then, and a crash finds more of them half done.</summary>
    private static string Filler(TrafficOptions options, int turn) => new('.', options.Characters * (turn % Sizes) / (Sizes - 1));

    private static async Task LaneAsync(AgentBusClient client, TrafficOptions options, string channel, int lane, ReceiptLedger ledger, CancellationToken cancellationToken)
    {
        for (var i = 0; !cancellationToken.IsCancellationRequested; i++)
        {
            try
            {
                // Not cancelled: what was sent is waited for, so that at the end no receipt stays unwritten.
                var receipt = await client.PublishAsync(options.Room, channel, $"{client.AgentId} lane {lane} message {i}{Filler(options, lane + i)}", CancellationToken.None);
                if (!receipt.IsDelivered)
                {
                    Console.Error.WriteLine($"refused: {receipt.Code} {receipt.Reason}");
                    await Task.Delay(receipt.RetryAfter ?? TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
                    continue;
                }

                await ledger.AddAsync(receipt, CancellationToken.None);
            }
            catch (AgentBusException e)
            {
                Console.Error.WriteLine($"fault: {e.Message}");
                if (e.Code != AgentBusCodes.Timeout)
                {
                    return;
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
