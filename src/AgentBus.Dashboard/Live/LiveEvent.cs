namespace AgentBus.Dashboard;

/// <summary>Something that open pages are told of. It says what changed and not how it is now: that they ask for, with their own rights.</summary>
/// <param name="Topic">What it is about: cases, figures.</param>
/// <param name="Data">What more there is to know, as one line of JSON.</param>
internal sealed record LiveEvent(string Topic, string Data)
{
    /// <summary>The data of an event that is about everything of its topic.</summary>
    public const string All = "{}";
}
