using AgentBus.Domain.Ports;
using AgentBus.Grains.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentBus.Grains.Directory;

/// <summary>
/// Stores agents of the directory. A record goes at once, together with all others that wait; when an agent was last seen goes with the next
/// of them, or at the latest after a while. One write is under way at a time.
/// </summary>
internal sealed partial class DirectoryWriter
{
    private readonly KnownAgents _agents;
    private readonly IAgentStore _store;
    private readonly TimeSpan _later;
    private readonly ILogger _logger;
    private readonly IAlarm _alarm;
    private readonly HashSet<string> _unsaved = new(StringComparer.Ordinal);
    private bool _set;
    private Task<bool> _saving = Task.FromResult(true);

    public DirectoryWriter(KnownAgents agents, IAgentStore store, TimeSpan later, ILogger logger, Func<Func<Task>, IAlarm> alarm)
    {
        (_agents, _store, _later, _logger) = (agents, store, later, logger);
        _alarm = alarm(OnDueAsync);
    }

    /// <summary>Stores the agent; true when that is done.</summary>
    public Task<bool> SaveAsync(string agent)
    {
        _unsaved.Add(agent);
        return FlushAsync();
    }

    /// <summary>The agent was seen: that is stored sooner or later.</summary>
    public void SaveLater(string agent)
    {
        _unsaved.Add(agent);
        SetAlarm();
    }

    /// <summary>Stores all that waits; false where the store did not take it.</summary>
    public Task<bool> FlushAsync()
    {
        if (_saving.IsCompleted)
        {
            _saving = SaveAsync();
        }

        return _saving;
    }

    private async Task<bool> SaveAsync()
    {
        while (_unsaved.Count > 0)
        {
            string[] batch = [.. _unsaved];
            _unsaved.Clear();
            var saved = false;
            try
            {
                saved = await _store.SaveAsync([.. batch.Select(_agents.Find).Where(static known => known?.Record is not null).Select(static known => new AgentRow(known!.Record!, known.LastSeen))]);
            }
            catch (Exception fault)
            {
                LogFailed(_logger, fault);
            }

            if (!saved)
            {
                _unsaved.UnionWith(batch);
                SetAlarm();
                return false;
            }
        }

        return true;
    }

    private void SetAlarm()
    {
        if (!_set)
        {
            _set = true;
            _alarm.Set(_later);
        }
    }

    private Task OnDueAsync()
    {
        _set = false;
        return FlushAsync();
    }

    [LoggerMessage(EventId = 2701, Level = LogLevel.Warning, Message = "The directory of agents could not be stored; it is tried again.")]
    private static partial void LogFailed(ILogger logger, Exception fault);
}
