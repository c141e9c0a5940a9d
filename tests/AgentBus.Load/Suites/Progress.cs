namespace AgentBus.Load.Suites;

/// <summary>Says on standard error what is going on, so that standard output holds the result alone.</summary>
internal static class Progress
{
    public static void Say(string text) => Console.Error.WriteLine(text);
}
