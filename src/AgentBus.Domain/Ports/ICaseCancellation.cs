using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>Ends the cases of those whom an operator stops (the kill switch). Thread-safe.</summary>
public interface ICaseCancellation
{
    /// <summary>
    /// Cancels every open case whose message the order's target sent, and answers when that is durable, or by <paramref name="limit"/> at the latest.
    /// What is cancelled already is passed over, so that an order may be repeated.
    /// </summary>
    /// <param name="order">Whose cases, and who says so.</param>
    /// <param name="limit">How long to wait; cases that are not cancelled by then are named.</param>
    Task<CasesCancelled> CancelAsync(KillOrder order, TimeSpan limit);
}
