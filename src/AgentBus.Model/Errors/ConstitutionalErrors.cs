using Orleans;

namespace AgentBus.Model;

/// <summary>The constitution was not kept.</summary>
[GenerateSerializer, Immutable, Alias("agentbus.ConstitutionalError")]
public class ConstitutionalError(string message, Exception? inner = null) : AgentBusError(message, inner);

/// <summary>The constitutional hash is missing or another one (CON-02).</summary>
[GenerateSerializer, Immutable, Alias("agentbus.ConstitutionalHashMismatchError")]
public sealed class ConstitutionalHashMismatchError(string message, Exception? inner = null) : ConstitutionalError(message, inner)
{
    /// <summary>The hash that the bus goes by.</summary>
    public string ExpectedHash => Detail("expected_hash");

    /// <summary>The hash that was given; empty: none.</summary>
    public string ActualHash => Detail("actual_hash");
}

/// <summary>Validation against the constitution failed.</summary>
[GenerateSerializer, Immutable, Alias("agentbus.ConstitutionalValidationError")]
public sealed class ConstitutionalValidationError(string message, Exception? inner = null) : ConstitutionalError(message, inner);

/// <summary>A decision does not comply with the constitution.</summary>
[GenerateSerializer, Immutable, Alias("agentbus.ConstitutionalComplianceError")]
public sealed class ConstitutionalComplianceError(string message, Exception? inner = null) : ConstitutionalError(message, inner)
{
    /// <summary>The violations, separated by line feeds.</summary>
    public string Violations => Detail("violations");
}

/// <summary>The constitutional service does not answer.</summary>
[GenerateSerializer, Immutable, Alias("agentbus.ConstitutionalServiceUnavailableError")]
public sealed class ConstitutionalServiceUnavailableError(string message, Exception? inner = null) : ConstitutionalError(message, inner);
