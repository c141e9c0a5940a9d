using Orleans.Runtime;

namespace Orleans;

/// <summary>Where reminders are stored. A range takes in hashes (<see cref="GrainId.GetUniformHashCode"/>) above begin up to end, and wraps around where begin ≥ end.</summary>
public interface IReminderTable
{
    [Obsolete("Implement and use StartAsync instead")]
    Task Init() => Task.CompletedTask;

    Task StartAsync(CancellationToken cancellationToken = default)
#pragma warning disable CS0618 // A table that only has the older method is started through it.
        => Init();
#pragma warning restore CS0618

    Task<ReminderTableData> ReadRows(GrainId grainId);

    Task<ReminderTableData> ReadRows(uint begin, uint end);

    Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName);

    /// <summary>Inserts or replaces, whatever ETag the entry holds; returns the new ETag.</summary>
    Task<string?> UpsertRow(ReminderEntry entry);

    /// <summary>Returns whether a row with this ETag was removed.</summary>
    Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag);

    Task TestOnlyClearTable();

    Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
}
