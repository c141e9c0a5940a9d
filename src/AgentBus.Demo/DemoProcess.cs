using AgentBus.Client;
using AgentBus.Demo.Conversation;
using AgentBus.Demo.Review;
using AgentBus.Demo.Shop;

namespace AgentBus.Demo;

/// <summary>Plays the part that the command line names.</summary>
internal sealed class DemoProcess(DemoOptions options, TimeProvider time)
{
    /// <summary>Plays it until it is stopped; an attached process also stops when its standard input ends, which is when whoever started it is gone.</summary>
    public async Task RunAsync(CancellationTokenSource stop)
    {
        if (options.Attached)
        {
            // The read that is left over at the end ends with the process.
            _ = Task.Run(
                async () =>
                {
                    await Console.OpenStandardInput().CopyToAsync(Stream.Null);
                    await stop.CancelAsync();
                },
                CancellationToken.None);
        }

        await (options.Part switch
        {
            DemoPart.Admin => new DemoAdmin(options, time).RunAsync(stop.Token),
            DemoPart.Reviewer => new SecondReviewer(options, time).RunAsync(stop.Token),
            _ => TalkAsync(stop.Token),
        });
    }

    private async Task TalkAsync(CancellationToken cancellationToken)
    {
        await using var client = await AgentBusClient.ConnectAsync(options.ToClientOptions(), cancellationToken);
        await (options.Interactive ? new Terminal(client, options).RunAsync(cancellationToken)
            : ShopScripts.Of(options.Name) is { } script ? new ShopAgent(client, options, script, time).RunAsync(cancellationToken)
            : new ScienceAgent(client, options, time).RunAsync(cancellationToken));
    }
}
