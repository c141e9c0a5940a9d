using Orleans.Embedded;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Reminders of the calling grain, which must implement <see cref="IRemindable"/>.</summary>
public static class GrainReminderExtensions
{
    /// <exception cref="ArgumentException">The period is under <see cref="Hosting.ReminderOptions.MinimumReminderPeriod"/>, or a time is negative.</exception>
    public static Task<IGrainReminder> RegisterOrUpdateReminder(this Grain grain, string reminderName, TimeSpan dueTime, TimeSpan period) =>
        ((IGrainBase)grain).RegisterOrUpdateReminder(reminderName, dueTime, period);

    public static Task<IGrainReminder> RegisterOrUpdateReminder(this IGrainBase grain, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        if (grain is not IRemindable)
        {
            throw new InvalidOperationException($"{grain.GetType()} does not implement {nameof(IRemindable)}.");
        }

        return ReminderService.Of(grain).RegisterOrUpdate(grain.GrainContext.GrainId, reminderName, dueTime, period);
    }

    public static Task UnregisterReminder(this Grain grain, IGrainReminder reminder) => ((IGrainBase)grain).UnregisterReminder(reminder);

    public static Task UnregisterReminder(this IGrainBase grain, IGrainReminder reminder) => ReminderService.Of(grain).Unregister(reminder);

    /// <summary>Returns null where there is no such reminder.</summary>
    public static Task<IGrainReminder?> GetReminder(this Grain grain, string reminderName) => ((IGrainBase)grain).GetReminder(reminderName);

    public static Task<IGrainReminder?> GetReminder(this IGrainBase grain, string reminderName) =>
        ReminderService.Of(grain).Get(grain.GrainContext.GrainId, reminderName);

    public static Task<List<IGrainReminder>> GetReminders(this Grain grain) => ((IGrainBase)grain).GetReminders();

    public static Task<List<IGrainReminder>> GetReminders(this IGrainBase grain) => ReminderService.Of(grain).GetAll(grain.GrainContext.GrainId);
}
