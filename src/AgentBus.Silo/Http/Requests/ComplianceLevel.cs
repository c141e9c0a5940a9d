namespace AgentBus.Silo.Http;

/// <summary>How strictly the data of a request are read (ENV-15). It never loosens a rule of the bus.</summary>
internal enum ComplianceLevel
{
    /// <summary>A field that is not known is refused.</summary>
    Strict,

    /// <summary>It is passed over, and named in the warnings.</summary>
    Standard,

    /// <summary>It is passed over.</summary>
    Permissive,
}
