using System.CommandLine;
using AgentBus.Cli.Commands.Operations;
using AgentBus.Cli.Connecting;
using AgentBus.Rego;

namespace AgentBus.Cli.Commands.Policies;

/// <summary>agentbus policies push: brings a bundle.</summary>
internal sealed class PoliciesPushCommand : OperatorCommand
{
    private readonly Argument<FileSystemInfo> _path = new Argument<FileSystemInfo>("PATH") { Description = "A folder, or an archive (.tar.gz)." }.AcceptExistingOnly();
    private readonly Option<string> _tenant = TenantOption("Whose bundle it is");

    public PoliciesPushCommand(CommandSurroundings surroundings)
        : base(
            surroundings,
            "push",
            "Brings a bundle and has its tests run there. Where they pass it can be tried and put in force; else it is kept as a draft.",
            "agentbus policies push hours-bundle --tenant acme --token-file operator.token")
    {
        Add(_path);
        Add(_tenant);
        Complete((parsed, cancellationToken) => Ask(parsed).DoAsync(
            new QueryText($"admin/policies/{Part(parsed.GetValue(_tenant) ?? DefaultTenant)}"),
            new() { ["archive"] = Convert.ToBase64String(Archive(parsed.GetRequiredValue(_path))) },
            cancellationToken));
    }

    private static byte[] Archive(FileSystemInfo path)
    {
        try
        {
            if (path is FileInfo file)
            {
                return File.ReadAllBytes(file.FullName);
            }

            using var archive = new MemoryStream();
            PolicyBundle.WriteArchive(path.FullName, archive);
            return archive.ToArray();
        }
        catch (Exception fault) when (fault is RegoError or IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(fault.Message, fault);
        }
    }
}
