import { anna } from "../browser/stage.ts";

// What Request Tracker reads, in its own language: its settings, and the accounts that `rt-setup-database` inserts.

/** All that it keeps stands in one folder; mail goes into a file there. */
export const settings = (folder: string, port: number): string => `
Set($rtname, 'desk.example');
Set($Organization, 'desk.example');
Set($WebDomain, '127.0.0.1');
Set($WebPort, ${port});
Set($DatabaseType, 'SQLite');
Set($DatabaseName, '${folder}/rt.sqlite3');
Set($MasonDataDir, '${folder}/mason');
Set($MasonSessionDir, '${folder}/sessions');
Set($LogDir, '${folder}/log');
Set($LogToSyslog, undef);
Set($MailCommand, 'testfile');
1;
`;

/** A queue *Support* with a field *Computer*, a technician who may work in it, two customers who may write to it. */
export const accounts = (technician: { name: string; password: string }): string => `
our @Queues = ({ Name => 'Support', CorrespondAddress => 'support@example.com' });
our @Users = (
  { Name => '${technician.name}', RealName => '${anna.name}', EmailAddress => '${anna.email}',
    Password => '${technician.password}', Privileged => 1 },
  { Name => 'customer@example.com', EmailAddress => 'customer@example.com', RealName => 'Contoso office' },
  { Name => 'workshop@example.com', EmailAddress => 'workshop@example.com' },
);
our @CustomFields = ({
  Name => 'Computer', Type => 'FreeformSingle', LookupType => 'RT::Queue-RT::Ticket', Queue => ['Support'],
});
our @ACL = (
  (map { { UserId => '${technician.name}', Queue => 'Support', Right => $_ } } qw(
    SeeQueue CreateTicket ShowTicket ShowTicketComments CommentOnTicket ReplyToTicket ModifyTicket OwnTicket
    Watch SeeCustomField ModifyCustomField ShowOutgoingEmail)),
  (map { { UserId => '${technician.name}', Right => $_ } } qw(ShowCatalog ShowAsset CreateAsset)),
  (map { { GroupDomain => 'SystemInternal', GroupType => 'Privileged', Right => $_ } }
    qw(ShowSavedSearches LoadSavedSearch ModifySelf SeeGroup)),
);
1;
`;
