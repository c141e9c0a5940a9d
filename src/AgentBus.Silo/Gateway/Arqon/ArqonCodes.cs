using AgentBus.Domain.Codes;
using AgentBus.Model;

namespace AgentBus.Silo.Gateway.Arqon;

/// <summary>ArqonBus's names for what went wrong.</summary>
internal static class ArqonCodes
{
    public const string Validation = "VALIDATION_ERROR";
    public const string MissingCommand = "MISSING_COMMAND";
    public const string InvalidTimestamp = "INVALID_TIMESTAMP";
    public const string OperatorAuthFailed = "OPERATOR_AUTH_FAILED";
    private const string Execution = "EXECUTION_ERROR";

    private static readonly string[] WithOwnError =
    [
        "status", "ping", "create_channel", "delete_channel", "join_channel", "leave_channel", "list_channels", "channel_info", "history", "help",
    ];

    /// <summary>The name for one of our codes.</summary>
    /// <param name="wire">Our code.</param>
    /// <param name="command">The command that it answers; empty: none.</param>
    public static string Of(string wire, string command) => !CodeTable.TryParse(wire, out var code) ? Execution : code switch
    {
        Code.MessageInvalid or Code.VersionUnsupported or Code.MessageExpired or Code.ConstitutionalHashMissing or Code.ConstitutionalHashMismatch => Validation,
        Code.PermissionDenied or Code.Unauthenticated or Code.SessionExpired or Code.AgentDisabled or Code.LockedDown or Code.PolicyDenied => "AUTHORIZATION_ERROR",
        Code.FeatureDisabled => "FEATURE_DISABLED",
        Code.UnknownCommand => "UNKNOWN_COMMAND",
        Code.AlreadyExists => "CHANNEL_EXISTS",
        Code.CasilPolicyBlocked => "CASIL_POLICY_BLOCKED_SECRET",
        Code.CasilOversize => "CASIL_POLICY_OVERSIZE",
        Code.NotFound when command.Length == 0 || command.Contains("channel", StringComparison.Ordinal) || command == "history" => "ROOM_NOT_FOUND",
        Code.NotFound or Code.AgentNotRegistered => "NOT_FOUND",
        Code.Internal => "INTERNAL_ERROR",
        _ => WithOwnError.Contains(command) ? $"{command.ToUpperInvariant()}_ERROR" : Execution,
    };
}
