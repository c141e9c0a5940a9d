using AgentBus.Client;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Silo;

/// <summary>Reads from a subscription with an end: what does not come is a failure that shows what the silo said.</summary>
internal static class Hearing
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    public static async Task<List<Delivery>> HearAsync(this AgentBusSubscription subscription, int count, SiloProcess silo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        var heard = new List<Delivery>();
        try
        {
            await foreach (var delivery in subscription.ReadAllAsync(limit.Token))
            {
                heard.Add(delivery);
                if (heard.Count == count)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException e) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Heard {heard.Count} of {count}, the last at {subscription.Position}. The silo said:\n{silo.Process.Output}", e);
        }

        return heard;
    }
}
