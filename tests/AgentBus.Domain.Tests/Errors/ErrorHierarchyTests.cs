using AgentBus.Model;

namespace AgentBus.Domain.Tests.Errors;

public sealed class ErrorHierarchyTests
{
    /// <summary>ERR-01 and ERR-02: each class with its parent.</summary>
    private static readonly Dictionary<string, string> Wanted = new(StringComparer.Ordinal)
    {
        ["AgentBusError"] = "Exception",
        ["ConstitutionalError"] = "AgentBusError",
        ["ConstitutionalHashMismatchError"] = "ConstitutionalError",
        ["ConstitutionalValidationError"] = "ConstitutionalError",
        ["MessageError"] = "AgentBusError",
        ["MessageValidationError"] = "MessageError",
        ["MessageDeliveryError"] = "MessageError",
        ["MessageTimeoutError"] = "MessageError",
        ["MessageRoutingError"] = "MessageError",
        ["AgentError"] = "AgentBusError",
        ["AgentNotRegisteredError"] = "AgentError",
        ["AgentAlreadyRegisteredError"] = "AgentError",
        ["AgentCapabilityError"] = "AgentError",
        ["PolicyError"] = "AgentBusError",
        ["PolicyEvaluationError"] = "PolicyError",
        ["PolicyNotFoundError"] = "PolicyError",
        ["OPAConnectionError"] = "PolicyError",
        ["OPANotInitializedError"] = "PolicyError",
        ["DeliberationError"] = "AgentBusError",
        ["DeliberationTimeoutError"] = "DeliberationError",
        ["SignatureCollectionError"] = "DeliberationError",
        ["ReviewConsensusError"] = "DeliberationError",
        ["BusOperationError"] = "AgentBusError",
        ["BusNotStartedError"] = "BusOperationError",
        ["BusAlreadyStartedError"] = "BusOperationError",
        ["HandlerExecutionError"] = "BusOperationError",
        ["ConfigurationError"] = "AgentBusError",
        ["CircuitBreakerOpenError"] = "AgentBusError",
        ["ConstitutionalComplianceError"] = "ConstitutionalError",
        ["ConstitutionalServiceUnavailableError"] = "ConstitutionalError",
        ["PermissionDeniedError"] = "AgentBusError",
    };

    [Fact]
    public void The_error_classes_are_those_of_the_sources() =>
        typeof(AgentBusError).Assembly.GetTypes()
            .Where(static t => t.IsAssignableTo(typeof(Exception)))
            .ToDictionary(static t => t.Name, static t => t.BaseType!.Name, StringComparer.Ordinal)
            .ShouldBe(Wanted, ignoreOrder: true);

    [Fact]
    public void Every_error_is_made_from_a_message_and_an_inner_exception()
    {
        var inner = new InvalidOperationException("inner");
        foreach (var type in typeof(AgentBusError).Assembly.GetTypes().Where(static t => t.IsAssignableTo(typeof(AgentBusError))))
        {
            var error = (AgentBusError)Activator.CreateInstance(type, "what", inner)!;

            (error.Message, error.InnerException, error.Code).ShouldBe(("what", inner, Code.Internal));
        }
    }
}
