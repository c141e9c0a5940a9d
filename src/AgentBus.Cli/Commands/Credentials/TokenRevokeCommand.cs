using System.CommandLine;
using AgentBus.Cli.Commands.Operations;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Credentials;

/// <summary>agentbus token revoke: a credential that is known to others, or was lost (SEC-17).</summary>
internal sealed class TokenRevokeCommand : OperatorCommand
{
    private readonly Argument<string> _id = new("ID") { Description = "The token's jti, which token inspect prints; or the id of an API key or nkey, or the thumbprint of a client certificate." };
    private readonly Option<string> _tenant = TenantOption("Its tenant");

    public TokenRevokeCommand(CommandSurroundings surroundings)
        : base(
            surroundings,
            "revoke",
            "Revokes a token, API key, nkey or client certificate for good: its sessions end at once, and it opens none.",
            "agentbus token revoke 7d4b2c1a-0f3e-4a57-9b1d-2f60c1d3a001 --token-file operator.token",
            "agentbus token revoke reports --tenant acme")
    {
        Add(_id);
        Add(_tenant);
        Complete((parsed, cancellationToken) => Ask(parsed).DoAsync(
            new QueryText($"admin/credentials/{Part(parsed.GetValue(_tenant) ?? DefaultTenant)}/revoke").With("id", parsed.GetRequiredValue(_id)), [], cancellationToken));
    }
}
