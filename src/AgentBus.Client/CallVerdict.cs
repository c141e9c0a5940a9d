namespace AgentBus.Client;

/// <summary>What would become of a call.</summary>
public enum CallVerdict
{
    /// <summary>It may not be made. So reads also what this version of the SDK does not know.</summary>
    Refused,

    /// <summary>It may be made.</summary>
    Allowed,

    /// <summary>People would be asked first.</summary>
    Held,
}
