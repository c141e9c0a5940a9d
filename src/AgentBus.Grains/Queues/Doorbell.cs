using AgentBus.Contracts;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Orleans;

namespace AgentBus.Grains.Queues;

/// <summary>
/// Tells an agent that something waits in its inbox and no session takes it. One call is under way, and what comes meanwhile is told with the
/// next. A call that fails is not repeated: a session that waits asks the store when it renews itself.
/// </summary>
internal sealed partial class Doorbell(ChannelKey queue, IGrainFactory grains, ILogger logger)
{
    private bool _isDue;
    private bool _isRunning;

    /// <summary>Completes when the agent was told all.</summary>
    public Task Settled { get; private set; } = Task.CompletedTask;

    /// <summary>Something waits.</summary>
    public void Ring()
    {
        _isDue = true;

        // An agent that attaches within the call comes back here before the task is known.
        if (!_isRunning)
        {
            Settled = RunAsync();
        }
    }

    private async Task RunAsync()
    {
        _isRunning = true;
        while (_isDue)
        {
            _isDue = false;
            try
            {
                await grains.GetGrain<IAgentInbox>(new AgentKey(queue.Tenant, queue.Channel).GrainKey).ArrivedAsync();
            }
            catch (Exception fault)
            {
                LogUntold(logger, fault, queue.Name);
            }
        }

        _isRunning = false;
    }

    [LoggerMessage(EventId = 2503, Level = LogLevel.Information, Message = "The agent of {Queue} could not be told that something waits.")]
    private static partial void LogUntold(ILogger logger, Exception fault, string queue);
}
