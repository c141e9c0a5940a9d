using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain that receives reminders.</summary>
public interface IRemindable : IGrain
{
    Task ReceiveReminder(string reminderName, TickStatus status);
}
