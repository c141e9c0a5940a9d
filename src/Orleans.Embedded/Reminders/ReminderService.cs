using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Registers reminders in the table and sends those of the table when they are due.</summary>
internal sealed class ReminderService(SiloRuntime silo, IReminderTable table, IOptions<ReminderOptions> options) : ILifecycleParticipant<ISiloLifecycle>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(GrainId, string), ScheduledReminder> _scheduled = [];
    private bool _stopped;

    public static ReminderService Of(IGrainBase grain) => Activation.Of(grain).Runtime.Services.GetService<ReminderService>()
        ?? throw new InvalidOperationException("Reminders are not configured: call UseInMemoryReminderService, or AddReminders with an IReminderTable.");

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe<ReminderService>(
            ServiceLifecycleStage.RuntimeGrainServices, table.StartAsync, table.StopAsync);
        lifecycle.Subscribe<ReminderService>(ServiceLifecycleStage.Active, LoadAsync, Stop);
    }

    public async Task<IGrainReminder> RegisterOrUpdate(GrainId grainId, string name, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        if (period < options.Value.MinimumReminderPeriod)
        {
            throw new ArgumentException(
                $"The period {period} of reminder \"{name}\" is under {nameof(ReminderOptions.MinimumReminderPeriod)} = {options.Value.MinimumReminderPeriod}.",
                nameof(period));
        }

        var entry = new ReminderEntry
        {
            GrainId = grainId,
            ReminderName = name,
            StartAt = silo.Clock.Provider.GetUtcNow().UtcDateTime + dueTime,
            Period = period,
        };
        entry.ETag = await table.UpsertRow(entry)
            ?? throw new ReminderException($"The reminder \"{name}\" of {grainId} could not be stored.");
        Schedule(entry);
        return new GrainReminder(entry);
    }

    public async Task Unregister(IGrainReminder reminder)
    {
        if (reminder is not GrainReminder { Entry: var entry })
        {
            throw new ArgumentException("The reminder was not made by the runtime.", nameof(reminder));
        }

        if (!await table.RemoveRow(entry.GrainId, entry.ReminderName, entry.ETag!))
        {
            throw new ReminderException($"The reminder \"{entry.ReminderName}\" of {entry.GrainId} is not registered, or was updated since.");
        }

        lock (_lock)
        {
            if (_scheduled.Remove((entry.GrainId, entry.ReminderName), out var scheduled))
            {
                scheduled.Dispose();
            }
        }
    }

    public async Task<IGrainReminder?> Get(GrainId grainId, string name) =>
        await table.ReadRow(grainId, name) is { } entry ? new GrainReminder(entry) : null;

    public async Task<List<IGrainReminder>> GetAll(GrainId grainId) =>
        [.. (await table.ReadRows(grainId)).Reminders.Select(entry => new GrainReminder(entry))];

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        // The whole ring of hashes: begin = end takes in everything.
        foreach (var entry in (await table.ReadRows(0, 0)).Reminders)
        {
            Schedule(entry);
        }
    }

    private Task Stop(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _stopped = true;
            foreach (var scheduled in _scheduled.Values)
            {
                scheduled.Dispose();
            }

            _scheduled.Clear();
        }

        return Task.CompletedTask;
    }

    private void Schedule(ReminderEntry entry)
    {
        lock (_lock)
        {
            var key = (entry.GrainId, entry.ReminderName);
            if (_scheduled.Remove(key, out var earlier))
            {
                earlier.Dispose();
            }

            if (!_stopped)
            {
                _scheduled[key] = new(entry, silo);
            }
        }
    }

    private sealed record GrainReminder(ReminderEntry Entry) : IGrainReminder
    {
        public string ReminderName => Entry.ReminderName;
    }
}
