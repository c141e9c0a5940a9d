namespace AgentBus.Silo.Gateway.Arqon;

/// <summary>Types of ArqonBus envelopes. Its code and its contract name different ones; both are taken.</summary>
internal static class ArqonTypes
{
    public const string Message = "message";
    public const string Event = "event";
    public const string Private = "private";
    public const string Telemetry = "telemetry";
    public const string Command = "command";
    public const string Response = "response";
    public const string Error = "error";
    public const string System = "system";
    public const string OperatorJoin = "operator.join";
    public const string MessageResponse = "message_response";
    public const string CommandResponse = "command_response";

    /// <summary>Those that a client may send.</summary>
    public static bool IsOfClients(string type) =>
        type is Message or Event or Private or Telemetry or Command or Response or Error or OperatorJoin or MessageResponse or CommandResponse;
}
