DROP TABLE invitations;
DROP TABLE memberships;
DROP TABLE identities;
DROP TABLE persons;
