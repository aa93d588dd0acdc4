DROP TABLE engagements;
DROP TABLE claims;
