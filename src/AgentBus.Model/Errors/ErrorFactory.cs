using System.Collections.Immutable;

namespace AgentBus.Model;

/// <summary>Makes the error that belongs to a code (ERR-04). This is the one place that joins codes and error classes.</summary>
public static class ErrorFactory
{
    /// <summary>Makes the error of a refusal.</summary>
    public static AgentBusError Create(Refusal refusal, ImmutableDictionary<string, string>? details = null) =>
        Create(refusal.Code, refusal.Reason, details);

    /// <summary>Makes the error of a code.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="Code.None"/> is no error.</exception>
    public static AgentBusError Create(Code code, string message, ImmutableDictionary<string, string>? details = null)
    {
        var known = details ?? ImmutableDictionary<string, string>.Empty;
        return code switch
        {
            Code.ConstitutionalHashMissing or Code.ConstitutionalHashMismatch =>
                new ConstitutionalHashMismatchError(message) { Code = code, Details = WithExpectedHash(known) },
            Code.MessageInvalid or Code.VersionUnsupported or Code.IdempotencyConflict or Code.CasilOversize =>
                new MessageValidationError(message) { Code = code, Details = known },
            Code.MessageExpired or Code.RateLimited or Code.StorageUnavailable or Code.InboxFull or Code.DeliveriesExhausted or Code.Rejected =>
                new MessageDeliveryError(message) { Code = code, Details = known },
            Code.NotFound or Code.UnknownCommand => new MessageRoutingError(message) { Code = code, Details = known },
            Code.Timeout => new MessageTimeoutError(message) { Code = code, Details = known },
            Code.PermissionDenied or Code.Unauthenticated or Code.SessionExpired =>
                new PermissionDeniedError(message) { Code = code, Details = known },
            Code.AgentDisabled or Code.SessionReplaced => new AgentError(message) { Code = code, Details = known },
            Code.AgentAlreadyRegistered => new AgentAlreadyRegisteredError(message) { Code = code, Details = known },
            Code.AgentNotRegistered => new AgentNotRegisteredError(message) { Code = code, Details = known },
            Code.CapabilityMissing => new AgentCapabilityError(message) { Code = code, Details = known },
            Code.HandlerFailed => new HandlerExecutionError(message) { Code = code, Details = known },
            Code.LockedDown or Code.PolicyDenied or Code.CasilPolicyBlocked => new PolicyError(message) { Code = code, Details = known },
            Code.PolicyUnavailable => new PolicyEvaluationError(message) { Code = code, Details = known },
            Code.Held or Code.CaseClosed or Code.CaseChanged or Code.ApprovalInvalid or Code.DeliberationRejected or Code.CaseCancelled =>
                new DeliberationError(message) { Code = code, Details = known },
            Code.SignatureInvalid => new SignatureCollectionError(message) { Code = code, Details = known },
            Code.NoConsensus => new ReviewConsensusError(message) { Code = code, Details = known },
            Code.DeliberationTimeout => new DeliberationTimeoutError(message) { Code = code, Details = known },
            Code.Overloaded or Code.LimitExceeded or Code.SlowConsumer or Code.Draining or Code.Internal or Code.RevisionConflict
                or Code.AlreadyExists or Code.FeatureDisabled =>
                new BusOperationError(message) { Code = code, Details = known },
            _ => throw new ArgumentOutOfRangeException(nameof(code), code, "The code is no error."),
        };
    }

    private static ImmutableDictionary<string, string> WithExpectedHash(ImmutableDictionary<string, string> details) =>
        details.SetItem("expected_hash", ConstitutionalHash.Current);
}
