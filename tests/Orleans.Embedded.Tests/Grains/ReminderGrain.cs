using Orleans.Runtime;

namespace Orleans.Embedded.Tests.Grains;

public interface IReminderGrain : IGrainWithStringKey
{
    Task RegisterAsync(string name, TimeSpan dueTime, TimeSpan period);

    Task UnregisterAsync(string name);

    Task<string[]> NamesAsync();
}

public sealed class ReminderGrain(Probe probe, TimeProvider time) : Grain, IReminderGrain, IRemindable
{
    public Task RegisterAsync(string name, TimeSpan dueTime, TimeSpan period) => this.RegisterOrUpdateReminder(name, dueTime, period);

    public async Task UnregisterAsync(string name) => await this.UnregisterReminder((await this.GetReminder(name))!);

    public async Task<string[]> NamesAsync() => [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName)];

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        probe.Arrive($"{reminderName} at {time.GetUtcNow():HH:mm:ss}, first {status.FirstTickTime:HH:mm:ss}");
        return Task.CompletedTask;
    }
}
