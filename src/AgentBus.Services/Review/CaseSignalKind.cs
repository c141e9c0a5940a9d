namespace AgentBus.Services;

/// <summary>What a watcher of cases is told.</summary>
internal enum CaseSignalKind
{
    /// <summary>List the cases now; what comes after this comes as a change. First of all where the watcher says no position, and whenever it missed something.</summary>
    ListAgain,

    /// <summary>A case changed.</summary>
    Changed,

    /// <summary>Nothing happened for a moment, and the watcher may still watch.</summary>
    Quiet,

    /// <summary>It is over; nothing more comes.</summary>
    Ended,
}
