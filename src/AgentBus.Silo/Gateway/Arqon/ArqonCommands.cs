using System.Globalization;
using AgentBus.Silo.Gateway.Commands;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway.Arqon;

/// <summary>Commands of ArqonBus as ours: other names, other arguments, the envelope's room and channel where the arguments name none.</summary>
internal static class ArqonCommands
{
    private const string Room = "room";
    private const string Channel = "channel";

    /// <summary>The command that the message asks for.</summary>
    public static Wire.Command Of(ArqonMessage message, CommandRegistry registry)
    {
        var name = message.Command is "op.history.get" or "history.get" ? "history" : message.Command;
        var command = new Wire.Command { Name = name };
        if (registry.Find(name) is not { } known)
        {
            return command;
        }

        foreach (var argument in known.Arguments)
        {
            if (Value(argument, message) is { Length: > 0 } value)
            {
                command.Args.Add(argument.Name, value);
            }
        }

        return command;
    }

    private static string Value(CommandArgument argument, ArqonMessage message)
    {
        var given = message.Arguments.GetValueOrDefault(argument.Name, "");
        if (given.Length > 0)
        {
            // ArqonBus takes larger pages; ours is as large as it may be.
            return argument.Max is { } max && long.TryParse(given, CultureInfo.InvariantCulture, out var number) && number > max
                ? max.ToString(CultureInfo.InvariantCulture)
                : given;
        }

        return argument.Name switch
        {
            Room => message.Room,
            Channel => message.Arguments.GetValueOrDefault("name", message.Channel),
            _ => "",
        };
    }
}
