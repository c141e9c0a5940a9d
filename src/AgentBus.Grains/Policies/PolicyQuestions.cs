using AgentBus.Domain.Admission;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using Microsoft.Extensions.Logging;

namespace AgentBus.Grains.Policies;

/// <summary>Fetches what admission cannot answer itself. It never throws: without an answer the stage that asked fails closed. Thread-safe.</summary>
internal sealed partial class PolicyQuestions(IPolicyEngine engine, ILogger<PolicyQuestions> logger)
{
    /// <summary>So often a message asks at most: with each answer the settings may have changed, and what is asked with them.</summary>
    public const int MaxPerMessage = 3;

    /// <summary>The answer, or why there is none.</summary>
    public async Task<AdmissionAnswer> AskAsync(AdmissionNeed need)
    {
        try
        {
            return new AdmissionAnswer(need.Stage, await engine.AskAsync(need.Path, need.Query, CancellationToken.None));
        }
        catch (OPANotInitializedError)
        {
            return new AdmissionAnswer(need.Stage, null, "opa_not_initialized_error", IsUnreachable: true);
        }
        catch (OPAConnectionError fault)
        {
            LogFailed(logger, need.Path, fault.Message);
            return new AdmissionAnswer(need.Stage, null, "opa_connection_error", IsUnreachable: true);
        }
        catch (PolicyError fault)
        {
            LogFailed(logger, need.Path, fault.Message);
            return new AdmissionAnswer(need.Stage, null, "policy_evaluation_error");
        }
        catch (Exception fault)
        {
            LogFault(logger, fault, need.Path);
            return new AdmissionAnswer(need.Stage, null, "policy_evaluation_error");
        }
    }

    [LoggerMessage(EventId = 3141, Level = LogLevel.Warning, Message = "The policy engine has no answer for {Path}: {Reason}")]
    private static partial void LogFailed(ILogger logger, string path, string reason);

    [LoggerMessage(EventId = 3142, Level = LogLevel.Error, Message = "Asking the policy engine for {Path} failed.")]
    private static partial void LogFault(ILogger logger, Exception fault, string path);
}
