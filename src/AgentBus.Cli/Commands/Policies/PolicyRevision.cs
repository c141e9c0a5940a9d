using System.CommandLine;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Policies;

/// <summary>The argument that names a bundle.</summary>
internal static class PolicyRevision
{
    public static Argument<string> Argument() => Destination.NameArgument("REVISION", "The bundle's revision, or its first 8 digits or more.");
}
