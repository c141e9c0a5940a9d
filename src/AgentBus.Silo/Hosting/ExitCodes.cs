namespace AgentBus.Silo.Hosting;

/// <summary>How the executable ends, after sysexits.h.</summary>
internal static class ExitCodes
{
    /// <summary>All went well.</summary>
    public const int Ok = 0;

    /// <summary>EX_USAGE: the command line is wrong.</summary>
    public const int WrongUse = 64;

    /// <summary>EX_IOERR: a port or the data directory is taken, or cannot be written.</summary>
    public const int CannotStart = 74;

    /// <summary>EX_CONFIG: the configuration is wrong.</summary>
    public const int WrongConfiguration = 78;

    /// <summary>It wants to be started anew: it was over a limit of its resources for too long (EX_TEMPFAIL of sysexits.h).</summary>
    public const int StartAnew = 75;
}
