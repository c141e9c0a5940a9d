using System.Collections.Frozen;
using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Codes;

/// <summary>The one table of codes: wire name, error class, HTTP status, and what becomes of the connection (ERR-04, G-16). Thread-safe.</summary>
public static class CodeTable
{
    /// <summary>Every code once, in the order of the enumeration. Names and close codes are never changed.</summary>
    public static ImmutableArray<CodeRow> Rows { get; } =
    [
        Row(Code.None, 200, 4000),
        Row(Code.PermissionDenied, 403, 4003),
        Row(Code.MessageInvalid, 400, 4004),
        Row(Code.VersionUnsupported, 400, 4005),
        Row(Code.MessageExpired, 422, 4006),
        Row(Code.ConstitutionalHashMissing, 400, 4007),
        Row(Code.ConstitutionalHashMismatch, 400, 4008),
        Row(Code.NotFound, 404, 4009),
        Row(Code.IdempotencyConflict, 422, 4010),
        Row(Code.RateLimited, 429, 4011),
        Row(Code.LockedDown, 423, 4012),
        Row(Code.AgentDisabled, 403, 4013, closes: true),
        Row(Code.CasilPolicyBlocked, 403, 4014),
        Row(Code.CasilOversize, 413, 4015),
        Row(Code.PolicyDenied, 403, 4016),
        Row(Code.PolicyUnavailable, 503, 4017),
        Row(Code.StorageUnavailable, 503, 4018),
        Row(Code.InboxFull, 503, 4019),
        Row(Code.Overloaded, 503, 4020),
        Row(Code.Timeout, 504, 4021),
        Row(Code.SessionReplaced, 409, 4022, closes: true),
        Row(Code.Held, 202, 4023),
        Row(Code.Unauthenticated, 401, 4001, closes: true),
        Row(Code.SessionExpired, 401, 4002, closes: true),
        Row(Code.AgentAlreadyRegistered, 409, 4024),
        Row(Code.LimitExceeded, 409, 4025),
        Row(Code.UnknownCommand, 404, 4026),
        Row(Code.SlowConsumer, 503, 4027, closes: true),
        Row(Code.Draining, 503, 4028, closes: true),
        Row(Code.Internal, 500, 4029),
        Row(Code.RevisionConflict, 409, 4030),
        Row(Code.AgentNotRegistered, 404, 4031),
        Row(Code.DeliveriesExhausted, 504, 4032),
        Row(Code.Rejected, 422, 4033),
        Row(Code.CapabilityMissing, 409, 4034),
        Row(Code.HandlerFailed, 500, 4035),
        Row(Code.AlreadyExists, 409, 4036),
        Row(Code.FeatureDisabled, 403, 4037),
        Row(Code.CaseClosed, 409, 4038),
        Row(Code.CaseChanged, 409, 4039),
        Row(Code.SignatureInvalid, 403, 4040),
        Row(Code.ApprovalInvalid, 409, 4041),
        Row(Code.DeliberationRejected, 403, 4042),
        Row(Code.NoConsensus, 403, 4043),
        Row(Code.DeliberationTimeout, 504, 4044),
        Row(Code.CaseCancelled, 409, 4045),
    ];

    private static readonly FrozenDictionary<string, Code> ByWire =
        Rows.ToFrozenDictionary(static r => r.Wire, static r => r.Code, StringComparer.Ordinal);

    /// <summary>The row of a code.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such code.</exception>
    public static CodeRow Of(Code code) =>
        (int)code >= 0 && (int)code < Rows.Length ? Rows[(int)code] : throw new ArgumentOutOfRangeException(nameof(code), code, "There is no such code.");

    /// <summary>The name on the wire.</summary>
    public static string Wire(Code code) => Of(code).Wire;

    /// <summary>Reads a name from the wire.</summary>
    public static bool TryParse(string wire, out Code code) => ByWire.TryGetValue(wire, out code);

    private static CodeRow Row(Code code, int httpStatus, int closeCode, bool closes = false) =>
        new(code, SnakeCase.Of(code.ToString()), code == Code.None ? "" : ErrorFactory.Create(code, "").GetType().Name, httpStatus, closeCode, closes);
}
