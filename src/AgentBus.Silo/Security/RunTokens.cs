using AgentBus.Domain.Tenants;
using AgentBus.Silo.Hosting;
using AgentBus.Silo.Options;
using Microsoft.Extensions.Options;

namespace AgentBus.Silo.Security;

/// <summary>Writes the tokens of this run when the silo starts: an agent to join with, an observer, an administrator, an operator, the demo agents, and who else takes part in a demonstration.</summary>
internal sealed class RunTokens(
    RunCredentials credentials,
    IEnumerable<RunIdentity> more,
    IOptions<AgentBusOptions> options,
    TimeProvider time,
    ILogger<RunTokens> logger) : IHostedService
{
    /// <summary>The agent for whoever tries the bus out.</summary>
    public const string You = "you";

    /// <summary>Who may operate the silo.</summary>
    public const string OperatorName = "operator";

    private const string DirectoryName = "credentials";
    private static readonly RunIdentity[] Others =
    [
        new(You, DefaultRoles.Agent, RunIdentity.Machine, 1),
        new("observer", DefaultRoles.Observer, RunIdentity.Machine, 0),
        new("admin", DefaultRoles.Admin, RunIdentity.Person, 5),
        new(OperatorName, DefaultRoles.Operator, RunIdentity.Person, 0),
    ];

    /// <summary>The demo agents.</summary>
    public static IReadOnlyList<string> DemoAgents { get; } = ["explorer", "critic", "scribe"];

    /// <summary>The file with the token of an agent.</summary>
    public static string FileOf(AgentBusOptions options, string agent) => Path.Combine(Path.GetFullPath(options.DataDir), DirectoryName, $"{agent}.token");

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Tenants.Keys.FirstOrDefault() is not { } tenant)
        {
            return Task.CompletedTask;
        }

        var directory = Path.Combine(Path.GetFullPath(options.Value.DataDir), DirectoryName);
        foreach (var identity in Others.Concat(DemoAgents.Select(static agent => new RunIdentity(agent, DefaultRoles.Agent, RunIdentity.Machine, 1))).Concat(more))
        {
            HostLog.TokenWritten(logger, identity.Agent, credentials.Write(options.Value.Authentication, directory, tenant, identity, time.GetUtcNow()));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
