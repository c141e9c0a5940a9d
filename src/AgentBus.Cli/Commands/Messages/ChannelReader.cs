using System.Threading.Channels;
using AgentBus.Cli.Rendering;
using AgentBus.Client;

namespace AgentBus.Cli.Commands.Messages;

/// <summary>Follows channels and prints what comes, until enough has come or somebody ends it.</summary>
/// <param name="surroundings">Where to print.</param>
/// <param name="format">How: for people, for programs, or the senders' envelopes alone.</param>
/// <param name="limit">So many messages at most; null: no bound.</param>
internal sealed class ChannelReader(CommandSurroundings surroundings, ReaderFormat format, int? limit)
{
    private const int MaxWaiting = 64;
    private int _printed;

    /// <summary>No more is wanted.</summary>
    public bool IsFull => _printed >= limit;

    /// <summary>Follows, each subscription in its order. Acknowledges what was printed where that is asked for.</summary>
    public async Task FollowAsync(IReadOnlyList<AgentBusSubscription> subscriptions, bool acknowledges, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var merged = Channel.CreateBounded<(AgentBusSubscription From, Delivery Delivery)>(MaxWaiting);
        var copying = CopyAllAsync(subscriptions, merged.Writer, stop.Token);
        try
        {
            while (!IsFull && await merged.Reader.WaitToReadAsync(stop.Token))
            {
                while (!IsFull && merged.Reader.TryRead(out var next))
                {
                    Print(next.Delivery);
                    if (acknowledges)
                    {
                        await next.From.AcknowledgeAsync(next.Delivery, stop.Token);
                    }
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Somebody has seen enough.
        }
        finally
        {
            await stop.CancelAsync();
            await copying;
        }
    }

    public void Print(Delivery delivery)
    {
        _printed++;
        switch (format)
        {
            case ReaderFormat.Text: surroundings.Output.WriteLine(DeliveryView.ToLine(delivery)); break;
            case ReaderFormat.Json: JsonOutput.WriteLine(surroundings.Output, DeliveryView.ToJson(delivery)); break;
            default: JsonOutput.WriteLine(surroundings.Output, DeliveryView.Envelope(delivery)); break;
        }
    }

    private static async Task CopyAllAsync(IReadOnlyList<AgentBusSubscription> subscriptions, ChannelWriter<(AgentBusSubscription From, Delivery Delivery)> merged, CancellationToken stopped)
    {
        try
        {
            await Task.WhenAll(subscriptions.Select(subscription => CopyAsync(subscription, merged, stopped)));
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            // The reader has stopped.
        }
    }

    private static async Task CopyAsync(AgentBusSubscription subscription, ChannelWriter<(AgentBusSubscription From, Delivery Delivery)> merged, CancellationToken stopped)
    {
        try
        {
            await foreach (var delivery in subscription.ReadAllAsync(stopped))
            {
                await merged.WriteAsync((subscription, delivery), stopped);
            }
        }
        catch (AgentBusException e)
        {
            // One that fails ends them all: what is missing would not be seen otherwise.
            merged.TryComplete(e);
        }
    }
}
